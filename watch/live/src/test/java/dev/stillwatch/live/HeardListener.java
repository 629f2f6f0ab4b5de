// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Remembers what it is told, and lets a test wait for it. */
final class HeardListener implements LiveListener {
    private static final long DEADLINE_MILLIS = 150_000;

    private final List<LiveAssessment> assessments = new ArrayList<>();
    private final List<DetectionHealth> healths = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @Override
    public synchronized void assessed(LiveAssessment assessment) {
        assessments.add(assessment);
        notifyAll();
    }

    @Override
    public synchronized void health(DetectionHealth health) {
        healths.add(health);
        notifyAll();
    }

    @Override
    public synchronized void noticed(String what) {
        notices.add(what);
        notifyAll();
    }

    synchronized List<LiveAssessment> assessments() {
        return List.copyOf(assessments);
    }

    synchronized List<DetectionHealth> healths() {
        return List.copyOf(healths);
    }

    synchronized List<String> notices() {
        return List.copyOf(notices);
    }

    /** Waits for an assessment of so many exchanges and returns it. */
    LiveAssessment awaitAssessmentOf(long exchanges) {
        Predicate<LiveAssessment> wanted = a -> a.exchanges() == exchanges;
        await("an assessment of " + exchanges, () -> assessments().stream().anyMatch(wanted));
        return assessments().stream().filter(wanted).findFirst().orElseThrow();
    }

    void awaitHealth(Class<? extends DetectionHealth> kind) {
        await(
                kind.getSimpleName(),
                () -> !healths().isEmpty() && kind.isInstance(healths().getLast()));
    }

    void awaitNotice(String part) {
        await("notice: " + part, () -> notices().stream().anyMatch(n -> n.contains(part)));
    }

    /** Waits until a condition holds; looked at again whenever something is told, and now and then. */
    synchronized void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited in vain for %s; heard %s, %s, %s", what, assessments.size(), healths, notices);
            }
            try {
                wait(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
    }
}
