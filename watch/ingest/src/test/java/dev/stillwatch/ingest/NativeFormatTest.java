// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

class NativeFormatTest extends LogFormatContract {

    @Override
    String line(String id, long epochMillis, String account, String prompt, String answer) {
        return """
                {"id":"%s","time":%d,"account":"%s","request":{"messages":[{"role":"user","content":"%s"}],"temperature":0.7},"response":{"content":"%s"},"client":{"asn":1}}""".formatted(id, epochMillis, account, prompt, answer);
    }

    @Override
    String withoutContent(String id, long epochMillis, String account) {
        return "{\"id\":\"%s\",\"time\":%d,\"account\":\"%s\",\"request\":{}}".formatted(id, epochMillis, account);
    }

    @Override
    String withoutAccount(String id) {
        return "{\"id\":\"%s\",\"time\":1761955203123,\"request\":{}}".formatted(id);
    }
}
