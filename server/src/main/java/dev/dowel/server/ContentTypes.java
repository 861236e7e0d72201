package dev.dowel.server;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** The media types of files, by the ends of their names. Static; any thread. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_END = Map.ofEntries(
            entry("html", "text/html; charset=utf-8"),
            entry("css", "text/css; charset=utf-8"),
            entry("js", "text/javascript; charset=utf-8"),
            entry("mjs", "text/javascript; charset=utf-8"),
            entry("txt", "text/plain; charset=utf-8"),
            entry("md", "text/markdown; charset=utf-8"),
            entry("csv", "text/csv; charset=utf-8"),
            entry("json", "application/json"),
            entry("map", "application/json"),
            entry("webmanifest", "application/manifest+json"),
            entry("xml", "application/xml"),
            entry("wasm", "application/wasm"),
            entry("pdf", "application/pdf"),
            entry("svg", "image/svg+xml"),
            entry("png", "image/png"),
            entry("jpg", "image/jpeg"),
            entry("jpeg", "image/jpeg"),
            entry("gif", "image/gif"),
            entry("webp", "image/webp"),
            entry("avif", "image/avif"),
            entry("ico", "image/x-icon"),
            entry("woff", "font/woff"),
            entry("woff2", "font/woff2"),
            entry("ttf", "font/ttf"),
            entry("otf", "font/otf"),
            entry("mp3", "audio/mpeg"),
            entry("ogg", "audio/ogg"),
            entry("wav", "audio/wav"),
            entry("mp4", "video/mp4"),
            entry("webm", "video/webm"));

    private ContentTypes() {}

    static String of(String path) {
        String end = path.substring(path.lastIndexOf('.') + 1);
        return BY_END.getOrDefault(end.toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
