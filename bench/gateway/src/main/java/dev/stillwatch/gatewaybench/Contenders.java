// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each gateway is started, so that it forwards to the same model server. */
final class Contenders {
    private final String processor;
    private final int upstream;
    private final Path folder;

    /**
     * @param processor the one that gateways have to themselves, as taskset names it
     * @param upstream port of the model server
     * @param folder for what they write
     */
    Contenders(String processor, int upstream, Path folder) {
        this.processor = processor;
        this.upstream = upstream;
        this.folder = folder;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contender start(String name, int port, Map<String, String> headers, List<String> command) {
        return Contender.start(new Target(name, port, headers), processor, command, folder.resolve(name + ".log"));
    }

    /** One worker, no buffering, connections to the model server kept. */
    Contender nginx() {
        int port = freePort();
        String settings = """
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile 16384;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx-error.log warn;
                events { worker_connections 8192; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/nginx-bodies;
                  proxy_temp_path %1$s/nginx-answers;
                  fastcgi_temp_path %1$s/nginx-fastcgi;
                  uwsgi_temp_path %1$s/nginx-uwsgi;
                  scgi_temp_path %1$s/nginx-scgi;
                  upstream model {
                    server 127.0.0.1:%2$d;
                    keepalive 4096;
                    keepalive_requests 100000000;
                  }
                  server {
                    listen 127.0.0.1:%3$d backlog=8192;
                    keepalive_requests 100000000;
                    client_max_body_size 8m;
                    location / {
                      proxy_pass http://model;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                      proxy_request_buffering off;
                      proxy_read_timeout 600s;
                    }
                  }
                }
                """.formatted(folder.toAbsolutePath(), upstream, port);
        try {
            Path file = Files.writeString(folder.resolve("nginx.conf"), settings);
            return start("nginx", port, Map.of(), List.of("nginx", "-p", folder.toString(), "-c", absolute(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    /**
     * The Portkey gateway, told where the model server is by header, as it takes it.
     *
     * @param script its start-server.js
     */
    Contender portkey(Path script) {
        int port = freePort();
        return start(
                "portkey",
                port,
                Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", "http://127.0.0.1:" + upstream + "/v1"),
                List.of("node", absolute(script), "--port=" + port, "--headless"));
    }

    /**
     * Stillwatch, with the class path of this process.
     *
     * @param options for its Java machine
     */
    Contender stillwatch(List<String> options) {
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ServedGateway.class.getName(),
                Integer.toString(port),
                "http://127.0.0.1:" + upstream,
                folder.resolve("journal").toString()));
        return start("stillwatch", port, Map.of(), command);
    }
}
