package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.List;

/** Nested action names. Confined to the actor's turn. */
@ActorType("directory")
final class Directory extends Actor<Void> {

    @Action("users.add")
    public String addUser(String name) {
        return "added " + name;
    }

    @Action("users.roles.grant")
    public List<String> grantRole(String name, String role) {
        return List.of(name, role);
    }

    @Action(internal = true)
    public String hidden() {
        return "not for outside";
    }
}
