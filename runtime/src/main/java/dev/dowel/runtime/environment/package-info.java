/** Time, randomness and threads, injected. */
package dev.dowel.runtime.environment;
