/** Errors on their way to callers. */
package dev.dowel.runtime.failure;
