/** What a flight recorder is told: turns, commit groups, waits at the gate, starts and stops of actors. */
package dev.dowel.runtime.recording;
