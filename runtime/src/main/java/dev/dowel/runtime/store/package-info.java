/** Where actors are kept: the two SPIs every store implements, and a store in memory. */
package dev.dowel.runtime.store;
