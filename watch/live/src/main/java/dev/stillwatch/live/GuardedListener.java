// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

/** Passes on what is told, and keeps from detection what a listener throws: it must go on whoever listens. */
final class GuardedListener implements LiveListener {
    private final LiveListener listener;

    GuardedListener(LiveListener listener) {
        this.listener = listener;
    }

    @Override
    public void assessed(LiveAssessment assessment) {
        try {
            listener.assessed(assessment);
        } catch (RuntimeException e) {
            noticed("taking an assessment failed: " + Causes.of(e));
        }
    }

    @Override
    public void health(DetectionHealth health) {
        try {
            listener.health(health);
        } catch (RuntimeException e) {
            noticed("taking a change of health failed: " + Causes.of(e));
        }
    }

    @Override
    public void noticed(String what) {
        try {
            listener.noticed(what);
        } catch (RuntimeException e) {
            // There is nobody left to tell.
        }
    }
}
