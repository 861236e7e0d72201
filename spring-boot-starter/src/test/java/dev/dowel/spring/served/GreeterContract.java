package dev.dowel.spring.served;

import dev.dowel.ActorType;

/** What callers share with an actor; it is none. */
@ActorType("greeterElsewhere")
public interface GreeterContract {

    /** Greets. */
    String greet(String name);
}
