// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.extproc.ProcessingRequest;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;

/**
 * Reads messages of Envoy's. Bytes that are none read as a message without content, which ends its stream in good order;
 * thrown from here, the error would be printed by gRPC at its own discretion, once for each broken frame.
 */
final class EnvoyMessages implements Marshaller<ProcessingRequest> {
    private final Marshaller<ProcessingRequest> protobuf =
            ProtoUtils.marshaller(ProcessingRequest.getDefaultInstance());

    @Override
    public InputStream stream(ProcessingRequest message) {
        return protobuf.stream(message);
    }

    @Override
    public ProcessingRequest parse(InputStream bytes) {
        try {
            return protobuf.parse(bytes);
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case INTERNAL -> ProcessingRequest.getDefaultInstance();
                // Too long, for instance: gRPC ends the stream and says why.
                default -> throw e;
            };
        }
    }
}
