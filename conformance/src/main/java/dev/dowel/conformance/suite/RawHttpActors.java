package dev.dowel.conformance.suite;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import java.util.List;
import java.util.Map;

/** Actors that answer plain requests, or do not. Each is confined to its turn. */
final class RawHttpActors {

    private RawHttpActors() {}

    /** Has a few paths. */
    @ActorType("rawHttpActor")
    static final class Paths extends Actor<Paths.State> {

        record State(int requestCount) {}

        @Override
        protected State createState(CreateRequest request) {
            return new State(0);
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) {
            int requestCount =
                    update(state -> new State(state.requestCount() + 1)).requestCount();
            return switch (request.path()) {
                case "/api/hello" -> HttpResponse.json(Map.of("message", "Hello from actor!"));
                case "/api/echo" -> request.method().equals("POST") ? echo(request) : notFound();
                case "/api/state" -> HttpResponse.json(Map.of("requestCount", requestCount));
                case "/api/headers" -> HttpResponse.json(HeaderLines.of(request.headers()));
                default -> notFound();
            };
        }

        private static HttpResponse echo(HttpRequest request) {
            return HttpResponse.bytes(
                    request.header("content-type").orElse("application/octet-stream"), request.bytes());
        }

        private static HttpResponse notFound() {
            return HttpResponse.text("Not Found").withStatus(404);
        }
    }

    /** Answers no requests. */
    @ActorType("rawHttpNoHandlerActor")
    static final class WithoutHandler extends Actor<Void> {}

    /** Forgets to answer. */
    @ActorType("rawHttpVoidReturnActor")
    static final class NothingReturned extends Actor<Void> {

        @Override
        @SuppressWarnings("NullAway") // the mistake to be answered with an error
        protected HttpResponse onRequest(HttpRequest request) {
            return null;
        }
    }

    /** Serves a resource by methods and paths. */
    @ActorType("rawHttpHonoActor")
    static final class Users extends Actor<Void> {

        record User(int id, String name) {}

        /** A user without a number. */
        record Name(String name) {}

        private static final String BY_ID = "/users/";

        @Override
        protected HttpResponse onRequest(HttpRequest request) {
            String path = request.path();
            if (path.equals("/")) {
                return message("Welcome to Hono actor!");
            }
            if (path.equals("/users")) {
                return all(request);
            }
            if (path.startsWith(BY_ID)) {
                return one(request, Integer.parseInt(path.substring(BY_ID.length())));
            }
            return HttpResponse.status(404);
        }

        private static HttpResponse all(HttpRequest request) {
            return switch (request.method()) {
                case "GET" -> HttpResponse.json(List.of(user(1), user(2)));
                case "POST" -> HttpResponse.json(new User(3, sentName(request))).withStatus(201);
                default -> HttpResponse.status(405);
            };
        }

        private static HttpResponse one(HttpRequest request, int id) {
            return switch (request.method()) {
                case "GET" -> HttpResponse.json(user(id));
                case "PUT" -> HttpResponse.json(new User(id, sentName(request)));
                case "DELETE" -> message("User " + id + " deleted");
                default -> HttpResponse.status(405);
            };
        }

        private static String sentName(HttpRequest request) {
            return request.json(Name.class).name();
        }

        private static User user(int id) {
            return new User(id, id == 1 ? "Alice" : "Bob");
        }

        private static HttpResponse message(String text) {
            return HttpResponse.json(Map.of("message", text));
        }
    }
}
