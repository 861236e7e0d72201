package dev.dowel.typescript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActorTypesTest {

    private static final String WRITTEN =
            ActorTypes.of(List.of(ActorDefinition.of(Everything.class))).typeScript();

    @Test
    void recordsAreObjectsAndWhatMayBeNullMayBeLeftOut() {
        assertThat(WRITTEN).contains("""
                        export type Post = {
                          id: string;
                          author: string;
                          at: Date;
                          title?: string | null;
                          labels: Label[];
                          picture: Uint8Array;
                        };
                        """).contains("""
                        export type Login = {
                          token: string;
                          room?: string | null;
                        };
                        """);
    }

    @Test
    void enumsAreUnionsOfTheirNames() {
        assertThat(WRITTEN).contains("export type Label = \"NEW\" | \"OLD\";\n");
    }

    @Test
    void sealedTypesAreUnionsToldApartByTheirType() {
        assertThat(WRITTEN)
                .contains("export type Shape = Circle | Polygon;\n")
                .contains("export type Polygon = Square | Free;\n")
                .contains("export type Circle = {\n  type: \"Circle\";\n  radius: number;\n};\n");
    }

    @Test
    void genericTypesKeepTheirParameters() {
        assertThat(WRITTEN)
                .contains("export type Page<T> = {\n  items: T[];\n  next?: Page<T> | null;\n};\n")
                .contains("export type Outcome<T> = Done<T> | Refused<T>;\n")
                .contains("outcome(context: unknown, shape: Shape, corners: Record<string, Point>,"
                        + " counts: { [name in Label]?: number }): Outcome<Post>;");
    }

    @Test
    void classesAreObjectsByTheirFields() {
        assertThat(WRITTEN).contains("export type Plain = {\n  from: number;\n  name: string;\n};\n");
    }

    @Test
    void actionsHaveAContextFirstAndMayLeaveOutWhatMayBeNullAtTheEnd() {
        assertThat(WRITTEN)
                .contains("post(context: unknown, author: string, title?: string | null): Post;")
                .contains("add(context: unknown, name: string, nick: string | null | undefined, age: number): void;")
                .contains("plain(context: unknown, big: bigint, exact: string, wait: string, labels: Label[],"
                        + " any: unknown): Plain | null;")
                .contains(
                        "holes(context: unknown, numbers: number[], flag: boolean, delete_: string): (number | null)[];");
    }

    @Test
    void dottedNamesAreGroups() {
        assertThat(WRITTEN).containsPattern("users: \\{\n +add\\([^\n]+\n +list\\([^\n]+\n +};");
    }

    @Test
    void internalActionsAreNotTold() {
        assertThat(WRITTEN).doesNotContain("secret");
    }

    @Test
    void eventsQueuesParametersAndErrorCodesAreTold() {
        assertThat(WRITTEN)
                .contains("cleared: Ev<null>;")
                .contains("numbers: Ev<number[]>;")
                .contains("posted: Ev<Post>;")
                .contains("jobs: Qu<Post>;")
                .contains("questions: Qu<string, Circle>;")
                .contains("readonly params: Login;")
                .contains("everything: \"empty\" | \"too_long\";");
    }

    @Test
    void everyMistakeIsNamedWithItsPlaceAndAFix() {
        assertThatThrownBy(() -> ActorTypes.of(List.of(ActorDefinition.of(Mistaken.class))))
                .isInstanceOfSatisfying(
                        TypesException.class,
                        thrown -> assertThat(thrown.mistakes())
                                .extracting(TypeMistake::toString)
                                .satisfiesExactlyInAnyOrder(
                                        lines -> assertThat(lines)
                                                .startsWith(
                                                        "mistaken.lines, result: java.util.stream.Stream is not a value")
                                                .endsWith("Use a List."),
                                        failed -> assertThat(failed)
                                                .startsWith(
                                                        "mistaken, event failed: java.lang.Exception is an exception"),
                                        open -> assertThat(open)
                                                .startsWith("mistaken.take, parameter open: ")
                                                .endsWith("Make it sealed, or name the class that is meant."),
                                        thread -> assertThat(thread)
                                                .startsWith(
                                                        "mistaken.take, parameter holder, Holder, thread: java.lang.Thread"),
                                        map -> assertThat(map)
                                                .startsWith("mistaken.take, parameter map: The keys of a map"),
                                        tagged -> assertThat(tagged)
                                                .startsWith("mistaken.tagged, parameter tagged, Typed: "),
                                        users -> assertThat(users)
                                                .startsWith("mistaken.users: There are actions whose names")));
    }

    @Test
    void typesOfOneNameAreToldApart() {
        var names = new DeclarationNames(List.of(java.util.Date.class, java.sql.Date.class), java.util.Set.of());
        assertThat(names.of(java.util.Date.class)).isEqualTo("util_Date");
        assertThat(names.of(java.sql.Date.class)).isEqualTo("sql_Date");
    }

    @Test
    void namesOfTypeScriptItselfAreNotTaken() {
        var names = new DeclarationNames(List.of(java.util.Date.class), java.util.Set.of("Date"));
        assertThat(names.of(java.util.Date.class)).isEqualTo("util_Date");
    }

    @Test
    void theOrderOfRegistrationMakesNoDifference() {
        ActorDefinition<?> other = ActorDefinition.named("another")
                .action("ping", String.class, context -> "pong")
                .build();
        ActorDefinition<?> everything = ActorDefinition.of(Everything.class);
        assertThat(ActorTypes.of(List.of(everything, other)).typeScript())
                .isEqualTo(ActorTypes.of(List.of(other, everything)).typeScript());
    }
}
