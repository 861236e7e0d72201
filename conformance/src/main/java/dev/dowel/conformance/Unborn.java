package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.UserError;

/** Refuses to be created without the right input. Confined to the actor's turn. */
@ActorType("unborn")
final class Unborn extends Actor<String> {

    /** What it wants to be created with. */
    record Permit(String by) {}

    @Override
    protected String createState(CreateRequest request) {
        if (!request.hasInput()) {
            throw new UserError("no_permit", "Bring a permit.");
        }
        return request.input(Permit.class).by();
    }

    @Action
    public String permittedBy() {
        return state();
    }
}
