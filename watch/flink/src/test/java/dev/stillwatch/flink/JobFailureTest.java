// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

/** Failures are told by what they come from, and never quote what somebody sent. */
class JobFailureTest {
    private static JobFailure of(Throwable cause) {
        return JobFailure.ofStackTrace(ExceptionUtils.stringifyException(
                new FlinkException("Recovery is suppressed", new RuntimeException("task failed", cause))));
    }

    @Test
    void text_ofKafkasErrors_holdsTheirMessage() {
        JobFailure failure = of(new org.apache.kafka.common.errors.TopicAuthorizationException("Not authorized: [t]"));

        assertThat(failure.text()).isEqualTo("TopicAuthorizationException: Not authorized: [t]");
        assertThat(failure.lasting()).isTrue();
    }

    @Test
    void text_ofWhatCouldQuoteTraffic_holdsTheKindOnly() {
        JobFailure failure = of(new IllegalStateException("please explain my secret"));

        assertThat(failure.text()).startsWith("IllegalStateException (").doesNotContain("secret");
        assertThat(failure.lasting()).isFalse();
    }

    @Test
    void text_ofClassesTooNew_namesJava25() {
        JobFailure failure = of(new UnsupportedClassVersionError(
                "dev/stillwatch/flink/Judge has been compiled by a more recent version of the Java Runtime"));

        assertThat(failure.text()).contains("Java 25 or newer");
        assertThat(failure.lasting()).isTrue();
    }

    @Test
    void text_ofAnExceptionOverTheWire_isThatOfItsCause() {
        Throwable sent = new SerializedThrowable(new FlinkException("no", new IOException("disk full")));

        assertThat(JobFailure.of(new RuntimeException(sent)).text()).isEqualTo("IOException: disk full");
    }

    @Test
    void ofStackTrace_withoutOne_isUnknown() {
        assertThat(JobFailure.ofStackTrace("nothing like it").text()).startsWith("unknown (");
    }
}
