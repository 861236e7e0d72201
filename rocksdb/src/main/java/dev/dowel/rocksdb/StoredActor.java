package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorRecord;

/**
 * What is stored under an actor's id in {@link Column#ACTOR}. Immutable.
 *
 * @param record the actor
 * @param parts where it may have entries
 */
record StoredActor(ActorRecord record, Parts parts) {}
