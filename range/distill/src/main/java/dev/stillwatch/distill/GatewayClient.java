// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.range.ClientRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends clients' requests to a gateway, a few at once, and waits for all their answers. Not thread-safe. */
final class GatewayClient implements AutoCloseable {
    /** Most requests on their way at once. */
    static final int AT_ONCE = 16;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;

    GatewayClient(int port) {
        gateway = "http://127.0.0.1:" + port;
    }

    /** The answers, in the order of the requests. */
    List<ReceivedAnswer> send(List<ClientRequest> requests) throws InterruptedException {
        List<CompletableFuture<ReceivedAnswer>> coming = new ArrayList<>();
        for (ClientRequest request : requests) {
            coming.add(send(of(request, request.path()).POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))));
        }
        List<ReceivedAnswer> answers = new ArrayList<>();
        for (CompletableFuture<ReceivedAnswer> answer : coming) {
            answers.add(await(answer));
        }
        return answers;
    }

    /** Whether an account is refused everything now. */
    boolean isSuspended(ClientRequest any) throws InterruptedException {
        return await(send(of(any, "/v1/models").GET())).status() == 403;
    }

    private HttpRequest.Builder of(ClientRequest wire, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(PATIENCE)
                .setHeader("authorization", "Bearer " + wire.key());
        wire.headers().forEach(request::setHeader);
        return request;
    }

    private CompletableFuture<ReceivedAnswer> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> {
                    boolean stream = answer.headers()
                            .firstValue("content-type")
                            .orElse("")
                            .startsWith("text/event-stream");
                    return ReceivedAnswer.of(answer.statusCode(), stream, answer.body());
                });
    }

    private static ReceivedAnswer await(CompletableFuture<ReceivedAnswer> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new StillwatchException(
                    "the range's own gateway did not answer a request; is the machine overloaded?", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
