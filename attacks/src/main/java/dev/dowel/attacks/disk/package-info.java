/** Attacks below the store: loss of power, syncs and writes that fail, full and slow disks. */
@org.jspecify.annotations.NullMarked
package dev.dowel.attacks.disk;
