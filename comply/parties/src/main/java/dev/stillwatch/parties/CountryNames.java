// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The one way a country is written here, whatever a list or customer calls it. */
final class CountryNames {
    private static final Map<String, String> CODES = codes();

    private CountryNames() {}

    /** ISO 3166 two letters if the name is known, else the name in capitals; empty for no name. */
    static String of(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return CODES.getOrDefault(upper, upper);
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            codes.put(code, code);
            codes.put(country.getISO3Country(), code);
            codes.put(country.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
        }
        // What the lists call countries where that is not the name above.
        String others = """
                IRAN, ISLAMIC REPUBLIC OF=IR;IRAN (ISLAMIC REPUBLIC OF)=IR;ISLAMIC REPUBLIC OF IRAN=IR;BURMA=MM;MYANMAR=MM
                KOREA, NORTH=KP;NORTH KOREA=KP;DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA=KP;DPRK=KP;SOUTH KOREA=KR;KOREA, SOUTH=KR
                REPUBLIC OF KOREA=KR;SYRIAN ARAB REPUBLIC=SY;RUSSIAN FEDERATION=RU;UNITED REPUBLIC OF TANZANIA=TZ
                DEMOCRATIC REPUBLIC OF THE CONGO=CD;CONGO, DEMOCRATIC REPUBLIC OF THE=CD;CONGO, REPUBLIC OF THE=CG
                UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND=GB;UK=GB;ENGLAND=GB;USA=US;UNITED STATES OF AMERICA=US
                COTE D IVOIRE=CI;CÔTE D'IVOIRE=CI;COTE D'IVOIRE=CI;IVORY COAST=CI;PALESTINIAN=PS;PALESTINE=PS;STATE OF PALESTINE=PS
                REGION: GAZA=PS;WEST BANK=PS;VENEZUELA, BOLIVARIAN REPUBLIC OF=VE;BOLIVIA (PLURINATIONAL STATE OF)=BO
                VIET NAM=VN;LAO PEOPLE'S DEMOCRATIC REPUBLIC=LA;REPUBLIC OF MOLDOVA=MD;CZECH REPUBLIC=CZ;TURKEY=TR;TÜRKIYE=TR
                BAHAMAS, THE=BS;GAMBIA, THE=GM;MACEDONIA=MK;NORTH MACEDONIA=MK;SWAZILAND=SZ;CAPE VERDE=CV;EAST TIMOR=TL
                HONG KONG=HK;MACAU=MO;MACAO=MO;HOLLAND=NL;BOSNIA AND HERZEGOVINA=BA;TRINIDAD AND TOBAGO=TT;KOSOVO=XK
                SAINT KITTS AND NEVIS=KN;ANTIGUA AND BARBUDA=AG;BRUNEI DARUSSALAM=BN;VATICAN=VA;REPUBLIC OF SOUTH AFRICA=ZA
                """;
        for (String pair : others.split("[;\n]")) {
            int equals = pair.indexOf('=');
            codes.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return codes;
    }
}
