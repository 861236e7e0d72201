/** What keeps actors that hold their threads from stopping the others. */
package dev.dowel.runtime.containment;
