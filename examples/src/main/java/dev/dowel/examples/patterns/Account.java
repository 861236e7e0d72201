package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;

/**
 * Actor per entity: every account of every tenant is an actor of its own, found by the key (tenant, account). What belongs
 * together is in one actor, so changing it needs no lock and no transaction. Confined to the actor's turn.
 */
@ActorType("account")
public final class Account extends Actor<Account.State> {

    /** The balance in cents. */
    public record State(long cents) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Puts money in and returns the balance. */
    @Action
    public long deposit(long cents) {
        return update(account -> new State(account.cents() + checked(cents))).cents();
    }

    /** Takes money out and returns the balance. */
    @Action
    public long withdraw(long cents) {
        if (state().cents() < checked(cents)) {
            throw new UserError("not_enough_money", "There are " + state().cents() + " cents left.");
        }
        return update(account -> new State(account.cents() - cents)).cents();
    }

    /** The balance, and whose it is. */
    @ReadOnly
    @Action
    public String statement() {
        return key().get(1) + " at " + key().get(0) + ": " + state().cents();
    }

    private static long checked(long cents) {
        if (cents <= 0) {
            throw new UserError("not_an_amount", "Give an amount greater than 0.");
        }
        return cents;
    }
}
