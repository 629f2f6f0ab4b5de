// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * Scripts and style sheets, from the program's own files only. Each is served under a path that holds its hash, so that
 * browsers may keep it for good. About 2 MB of memory; thread-safe.
 */
final class Assets {
    private static final String WEBJARS = "/META-INF/resources/webjars/";

    private record Asset(String type, Buffer content) {}

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Asset> byPath = new HashMap<>();

    Assets() {
        add("console.css", "text/css; charset=utf-8", join(Page.styleSheet(), own("console.css")));
        add("console.js", "text/javascript; charset=utf-8", own("console.js"));
        add("policy.js", "text/javascript; charset=utf-8", own("policy.js"));
        add("queue.js", "text/javascript; charset=utf-8", own("queue.js"));
        add("sign-in.js", "text/javascript; charset=utf-8", own("sign-in.js"));
        add("overview.js", "text/javascript; charset=utf-8", own("overview.js"));
        add("case.js", "text/javascript; charset=utf-8", own("case.js"));
        add("case-work.js", "text/javascript; charset=utf-8", own("case-work.js"));
        add("icon.svg", "image/svg+xml", own("icon.svg"));
        script("htmx.js", "htmx.org", "dist/htmx.min.js");
        script("htmx-sse.js", "htmx-ext-sse", "sse.js");
        script("echarts.js", "echarts", "dist/echarts.min.js");
        script("cytoscape.js", "cytoscape", "dist/cytoscape.min.js");
    }

    private void script(String name, String artifact, String file) {
        add(name, "text/javascript; charset=utf-8", read(WEBJARS + artifact + "/" + version(artifact) + "/" + file));
    }

    private static String version(String artifact) {
        Properties properties = new Properties();
        String file = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        try (InputStream in = open(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] own(String name) {
        return read("/dev/stillwatch/console/" + name);
    }

    private static byte[] join(String first, byte[] second) {
        return (first + new String(second, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the program lacks its own file " + resource);
        }
        return in;
    }

    private void add(String name, String type, byte[] content) {
        String path = "/console/assets/" + hash(content) + "/" + name;
        paths.put(name, path);
        byPath.put(path, new Asset(type, Buffer.buffer(content)));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Where an asset is served. */
    String path(String name) {
        String path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("no asset is called " + name);
        }
        return path;
    }

    /** Sends the asset that has a path; false where none does. */
    boolean send(String path, HttpServerResponse response) {
        Asset asset = byPath.get(path);
        if (asset == null) {
            return false;
        }
        response.putHeader("content-type", asset.type())
                .putHeader("cache-control", "public, max-age=31536000, immutable")
                .end(asset.content());
        return true;
    }
}
