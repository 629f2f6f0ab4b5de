// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.stillwatch.enforce.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes a claim of a signed token (JWT, RFC 7519) for the account. Signature, issuer, audience and expiry are verified;
 * only asymmetric algorithms are accepted. Thread-safe; some 100 us a request.
 */
public final class TokenAuthentication implements Authentication {
    private static final Problem REFUSED = new Problem(
            401,
            "token_refused",
            "Give a valid token as `Authorization: Bearer TOKEN`; this one is missing or refused.");
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.EdDSA);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Rules rules;
    private final AccountNames names;
    private final Function<String, Principal> register;

    /**
     * What a token must say.
     *
     * @param accountClaim name of the claim that tells accounts apart
     * @param organisationClaim name of the claim that tells customers apart
     */
    public record Rules(String issuer, String audience, String accountClaim, Optional<String> organisationClaim) {}

    /**
     * @param keys of the issuer
     */
    public TokenAuthentication(JWKSet keys, Rules rules, AccountNames names, Function<String, Principal> register) {
        this.rules = rules;
        this.names = names;
        this.register = register;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                rules.audience(),
                new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
                Set.of("exp", rules.accountClaim())));
    }

    @Override
    public Outcome authenticate(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("authorization");
        if (headers.size() != 1 || !headers.getFirst().regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Outcome.Refused(REFUSED);
        }
        try {
            JWTClaimsSet claims =
                    processor.process(headers.getFirst().substring(7).strip(), null);
            String subject = claims.getStringClaim(rules.accountClaim());
            if (subject == null || subject.isBlank()) {
                return new Outcome.Refused(REFUSED);
            }
            Principal known = register.apply(names.ofSubject(rules.issuer(), subject));
            return new Outcome.Known(withOrganisation(known, claims));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return new Outcome.Refused(REFUSED);
        }
    }

    private Principal withOrganisation(Principal known, JWTClaimsSet claims) throws ParseException {
        if (rules.organisationClaim().isEmpty()) {
            return known;
        }
        String organisation = claims.getStringClaim(rules.organisationClaim().get());
        return organisation == null || organisation.isBlank()
                ? known
                : new Principal(known.account(), Optional.of(organisation), known.billing(), known.attributes());
    }
}
