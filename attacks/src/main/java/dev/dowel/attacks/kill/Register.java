package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;

/** One number. Confined to the actor's turn. */
@ActorType("register")
@ActorOptions(sleepTimeoutMillis = 60)
final class Register extends Actor<Register.State> {

    record State(long value) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @ReadOnly
    @Action
    public long read() {
        return state().value();
    }

    @Action
    public void write(long value) {
        setState(new State(value));
    }

    /** 1 if it had the expected value and has the new one now, otherwise 0. */
    @Action
    public long compareAndSet(long expected, long value) {
        if (state().value() != expected) {
            return 0;
        }
        setState(new State(value));
        return 1;
    }

    @Action
    public void rest() {
        sleep();
    }
}
