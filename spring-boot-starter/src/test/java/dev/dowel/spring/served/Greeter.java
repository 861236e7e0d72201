package dev.dowel.spring.served;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;

/** An actor that needs a bean. */
@ActorType("greeter")
public final class Greeter extends Actor<Greeter.State> {

    /** How often it greeted. */
    public record State(int greeted) {}

    private final Greeting greeting;
    private final int number;

    /** Creates the object of one activation. */
    public Greeter(Greeting greeting) {
        this.greeting = greeting;
        this.number = greeting.next();
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Greets. */
    @Action
    public String greet(String name) {
        int times = update(state -> new State(state.greeted() + 1)).greeted();
        return "Hello " + name + ", " + times;
    }

    /** Which object of the bean it is. */
    @ReadOnly
    @Action
    public int number() {
        return number;
    }

    /** Greets when it may, and tells whether the bean had ended by then. */
    @Action
    public boolean greetLater() throws InterruptedException {
        greeting.hold();
        update(state -> new State(state.greeted() + 1));
        return greeting.isDestroyed();
    }
}
