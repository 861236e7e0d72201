/** The Java client: handles, calls and connections over the public protocol. */
package dev.dowel.client;
