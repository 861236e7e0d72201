package dev.dowel.attacks.actors;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;

/** An actor that minds its own business: a number on disk. */
@ActorType("neighbour")
final class Neighbour extends Actor<Long> {

    @Override
    protected Long createState(CreateRequest request) {
        return 0L;
    }

    @Action
    public long add() {
        update(n -> n + 1);
        return state();
    }
}
