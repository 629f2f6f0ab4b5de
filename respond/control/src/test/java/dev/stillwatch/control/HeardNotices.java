// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an operator would be told. */
final class HeardNotices implements Notices {
    final List<String> noticed = new CopyOnWriteArrayList<>();
    final List<String> alarms = new CopyOnWriteArrayList<>();

    @Override
    public void noticed(String what) {
        noticed.add(what);
    }

    @Override
    public void alarmed(String what) {
        alarms.add(what);
    }
}
