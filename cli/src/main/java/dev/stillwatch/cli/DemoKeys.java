// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What whoever runs a demo may type: {@code a} approves what waits for approval, {@code u} undoes what holds. */
final class DemoKeys {
    private final InputStream in;
    private final DemoAdmin admin;
    private final DemoScreen screen;

    @FunctionalInterface
    private interface Act {
        boolean on(String action) throws InterruptedException;
    }

    DemoKeys(InputStream in, DemoAdmin admin, DemoScreen screen) {
        this.in = in;
        this.admin = admin;
        this.screen = screen;
    }

    /** Listens until nobody types any more, on a thread of its own that keeps no process alive. */
    void listen() {
        Thread.ofPlatform().daemon().name("demo-keys").start(this::read);
    }

    private void read() {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line.strip());
            }
        } catch (IOException e) {
            // Nobody types any more.
        } catch (StillwatchException e) {
            screen.alarmed("What was typed could not be done, as the demo is ending.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey(String key) throws InterruptedException {
        switch (key) {
            case "a" -> screen.done("approved", count(admin.waiting(), admin::approve));
            case "u" -> screen.done("undone", count(admin.inForce(), admin::undo));
            default -> {}
        }
    }

    private static int count(List<String> actions, Act act) throws InterruptedException {
        int done = 0;
        for (String action : actions) {
            done += act.on(action) ? 1 : 0;
        }
        return done;
    }
}
