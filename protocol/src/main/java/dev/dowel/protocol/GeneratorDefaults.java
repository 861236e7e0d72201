package dev.dowel.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.Version;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * What Jackson asks of a generator and does not concern the bytes: variants of methods that are led back to one, features
 * that there are none of, and raw output, which is refused.
 *
 * <p>Not thread safe.
 */
abstract class GeneratorDefaults extends JsonGenerator {

    private static final JacksonFeatureSet<StreamWriteCapability> CAPABILITIES =
            JacksonFeatureSet.fromDefaults(StreamWriteCapability.values());

    private @Nullable Object currentValue;
    private @Nullable TokenStreamContext context;

    @Override
    public JsonGenerator writeName(SerializableString name) {
        return writeName(name.getValue());
    }

    @Override
    public JsonGenerator writePropertyId(long id) {
        return writeName(Long.toString(id));
    }

    @Override
    public JsonGenerator writeString(Reader reader, int length) {
        try {
            return writeString(reader.readAllAsString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public JsonGenerator writeString(char[] buffer, int offset, int length) {
        return writeString(new String(buffer, offset, length));
    }

    @Override
    public JsonGenerator writeString(SerializableString value) {
        return writeString(value.getValue());
    }

    @Override
    public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
        return writeString(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeNumber(short value) {
        return writeNumber((long) value);
    }

    @Override
    public JsonGenerator writeNumber(int value) {
        return writeNumber((long) value);
    }

    @Override
    public JsonGenerator writeNumber(float value) {
        return writeNumber((double) value);
    }

    @Override
    public JsonGenerator writeNumber(String encodedValue) {
        return writeString(encodedValue);
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("only values can be written");
    }

    @Override
    public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRaw(String text) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRaw(String text, int offset, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRaw(char[] text, int offset, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRaw(char c) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRawValue(String text) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRawValue(String text, int offset, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeRawValue(char[] text, int offset, int length) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writePOJO(Object value) {
        throw unsupported();
    }

    @Override
    public JsonGenerator writeTree(TreeNode node) {
        throw unsupported();
    }

    @Override
    public @Nullable Object currentValue() {
        return currentValue;
    }

    @Override
    public void assignCurrentValue(@Nullable Object value) {
        currentValue = value;
    }

    @Override
    public TokenStreamContext streamWriteContext() {
        if (context == null) {
            context = SimpleStreamWriteContext.createRootContext(null);
        }
        return context;
    }

    @Override
    public ObjectWriteContext objectWriteContext() {
        return ObjectWriteContext.empty();
    }

    @Override
    public @Nullable FormatSchema getSchema() {
        return null;
    }

    @Override
    public int streamWriteOutputBuffered() {
        return 0;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public JsonGenerator configure(StreamWriteFeature feature, boolean state) {
        return this;
    }

    @Override
    public boolean isEnabled(StreamWriteFeature feature) {
        return false;
    }

    @Override
    public int streamWriteFeatures() {
        return 0;
    }

    @Override
    public boolean has(StreamWriteCapability capability) {
        return CAPABILITIES.isEnabled(capability);
    }

    @Override
    public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
        return CAPABILITIES;
    }

    @Override
    public void flush() {}

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void close() {}
}
