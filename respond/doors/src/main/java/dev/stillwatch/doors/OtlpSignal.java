// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is exported: how it is read from protobuf, and how an exporter is told that some of it was no use. */
enum OtlpSignal {
    TRACES {
        @Override
        Optional<byte[]> json(byte[] protobuf) {
            return OtlpJson.traces(protobuf);
        }

        @Override
        byte[] protobuf(int rejected, String why) {
            ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
            if (rejected > 0) {
                response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejected)
                        .setErrorMessage(why));
            }
            return response.build().toByteArray();
        }

        @Override
        byte[] json(int rejected, String why) {
            return partial("rejectedSpans", rejected, why);
        }
    },
    LOGS {
        @Override
        Optional<byte[]> json(byte[] protobuf) {
            return OtlpJson.logs(protobuf);
        }

        @Override
        byte[] protobuf(int rejected, String why) {
            ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
            if (rejected > 0) {
                response.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(rejected)
                        .setErrorMessage(why));
            }
            return response.build().toByteArray();
        }

        @Override
        byte[] json(int rejected, String why) {
            return partial("rejectedLogRecords", rejected, why);
        }
    };

    /** An export as JSON; empty where the bytes are none. */
    abstract Optional<byte[]> json(byte[] protobuf);

    /** The answer to an export, as protobuf. */
    abstract byte[] protobuf(int rejected, String why);

    /** The answer to an export, as JSON. */
    abstract byte[] json(int rejected, String why);

    private static byte[] partial(String name, int rejected, String why) {
        String body = rejected == 0
                ? "{}"
                : "{\"partialSuccess\":{\"" + name + "\":\"" + rejected + "\",\"errorMessage\":\"" + why + "\"}}";
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
