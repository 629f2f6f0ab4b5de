// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;

/** Records of this module for programs and for people. */
public final class PartyRecords {
    private PartyRecords() {}

    /** A record as JSON, the same text for equal records. Holds personal data where the record does. */
    public static String json(Object record) {
        return PartyJson.write(record);
    }

    /** A claim in words. */
    public static String words(Claim claim) {
        return switch (claim) {
            case Claim.Name(String text) -> "name " + text;
            case Claim.Alias(String text) -> "also " + text;
            case Claim.Born(var day) -> "born " + day;
            case Claim.Nationality(CountryCode country) -> "national of " + country;
            case Claim.PermanentResidence(CountryCode country) -> "permanent resident of " + country;
            case Claim.Jurisdiction(CountryCode country) -> "registered in " + country;
            case Claim.Headquarters(CountryCode country) -> "headquarters in " + country;
            case Claim.UltimateParent(CountryCode country) -> "ultimate parent in " + country;
            case Claim.Address address -> "address " + address.text() + ", " + address.country();
            case Claim.Registration number -> number.scheme() + " " + number.number();
            case Claim.Email(String text) -> "e-mail " + text;
            case Claim.Telephone(String text) -> "telephone " + text;
            case Claim.Payment payment ->
                "pays by " + payment.means().name().toLowerCase(Locale.ROOT) + " " + payment.reference();
            case Claim.Access access -> "used from " + access.address() + " at " + access.at();
            case Claim.Account account -> "account " + account.account() + ", opened " + account.opened();
            case Claim.Reseller reseller -> reseller.resells() ? "resells the service" : "does not resell the service";
        };
    }
}
