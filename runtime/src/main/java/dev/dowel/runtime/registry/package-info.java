/** The types of actors a server runs. */
package dev.dowel.runtime.registry;
