// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The secret that lets a serving stack in; only its digest is kept. */
public final class BearerToken {
    private static final int SHORTEST = 24;
    private static final int LONGEST = 4096;
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private BearerToken(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Reads the token from a file, white space around it left out.
     *
     * @throws StillwatchException if the file cannot be read, or the token is too short to be a secret
     */
    public static BearerToken inFile(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new StillwatchException("The token file " + file + " is too long; it holds one token.");
            }
            return of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new StillwatchException("The token file " + file + " cannot be read; check that it is there.", e);
        }
    }

    static BearerToken of(String token) {
        if (token.length() < SHORTEST || token.chars().anyMatch(Character::isWhitespace)) {
            throw new StillwatchException("The token has at least " + SHORTEST
                    + " characters without white space; make one with `openssl rand -hex 32`.");
        }
        return new BearerToken(sha256(token));
    }

    /** Whether the one {@code Authorization} header carries the token, in a time that tells nothing of it. */
    boolean opens(List<String> headers) {
        return headers.size() == 1
                && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest,
                        sha256(headers.getFirst().substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
