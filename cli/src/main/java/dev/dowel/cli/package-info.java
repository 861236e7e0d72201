/** The dowel command: each command in a class of its own, which picocli makes and runs on the main thread. */
package dev.dowel.cli;
