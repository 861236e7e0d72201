package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows its name, and what tests tell it about itself. Confined to the actor's turn. */
@ActorType("metadataActor")
final class MetadataActor extends Actor<MetadataActor.State> {

    /** What it can say about itself. */
    record Metadata(
            String name, Map<String, String> tags, @Nullable String region) {}

    record State(
            @Nullable Metadata lastMetadata,
            String actorName,
            Map<String, String> storedTags,
            @Nullable String storedRegion) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(null, "", Map.of(), null);
    }

    @Override
    protected void onWake() {
        update(state -> new State(state.lastMetadata(), name(), state.storedTags(), state.storedRegion()));
    }

    @Action
    public Map<String, String> setupTestTags(Map<String, String> tags) {
        return update(state -> new State(state.lastMetadata(), state.actorName(), tags, state.storedRegion()))
                .storedTags();
    }

    @Action
    public String setupTestRegion(String region) {
        update(state -> new State(state.lastMetadata(), state.actorName(), state.storedTags(), region));
        return region;
    }

    @Action
    public Metadata getMetadata() {
        Metadata metadata = new Metadata(name(), state().storedTags(), state().storedRegion());
        update(state -> new State(metadata, state.actorName(), state.storedTags(), state.storedRegion()));
        return metadata;
    }

    @ReadOnly
    @Action
    public String getActorName() {
        return name();
    }

    @ReadOnly
    @Action
    public @Nullable String getTag(String key) {
        return state().storedTags().get(key);
    }

    @ReadOnly
    @Action
    public Map<String, String> getTags() {
        return state().storedTags();
    }

    @ReadOnly
    @Action
    public @Nullable String getRegion() {
        return state().storedRegion();
    }

    @ReadOnly
    @Action
    public String getStoredActorName() {
        return state().actorName();
    }

    @ReadOnly
    @Action
    public @Nullable Metadata getLastMetadata() {
        return state().lastMetadata();
    }
}
