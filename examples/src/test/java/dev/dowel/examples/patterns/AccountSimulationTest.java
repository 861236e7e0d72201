package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.testkit.ActorSimulation;
import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.Simulation;
import dev.dowel.testkit.TestActors;
import java.util.random.RandomGenerator;

/** Money does not come from nowhere and does not get lost, whatever goes wrong. */
@ActorTest(Account.class)
class AccountSimulationTest {

    @ActorSimulation(seeds = 200)
    void moneyThatWasAcknowledgedIsThere(Simulation simulation, TestActors actors, RandomGenerator random) {
        var account = actors.actor(Account.class, "acme", "alice");
        long least = 0;
        long most = 0;
        for (int i = 0; i < 20; i++) {
            long cents = random.nextLong(1, 100);
            try {
                account.call(Account::deposit, cents);
                least += cents;
                most += cents;
            } catch (ActorError e) {
                most += e.retryable() ? 0 : cents; // after a crash in the middle nobody knows
            }
        }
        simulation.calm();
        account.call(Account::deposit, 1L);
        assertThat(actors.state(account, Account.State.class).cents()).isBetween(least + 1, most + 1);
    }

    @ActorSimulation(seeds = 200)
    void nobodySpendsMoreThanThereIs(Simulation simulation, TestActors actors, RandomGenerator random) {
        var account = actors.actor(Account.class, "acme", "alice");
        simulation.always(() -> assertThat(!actors.exists(account)
                        || actors.state(account, Account.State.class).cents() >= 0)
                .isTrue());
        for (int i = 0; i < 20; i++) {
            if (random.nextBoolean()) {
                account.send("deposit", random.nextLong(1, 100));
            } else {
                account.send("withdraw", random.nextLong(1, 100));
            }
        }
    }
}
