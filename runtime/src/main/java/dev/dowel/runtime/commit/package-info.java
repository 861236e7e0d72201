/** Sealed turns on their way to the store, and the gate their outputs wait at. */
package dev.dowel.runtime.commit;
