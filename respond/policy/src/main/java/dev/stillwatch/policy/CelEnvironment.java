// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Collection;

/**
 * CEL as packs may use it: standard functions and optionals over the facts of one vocabulary, everything bounded.
 *
 * <p>Facts are declared as variables with dots in their names rather than as members of a structure. So a misspelt one is
 * an error when the pack is read, and each can be unknown by itself. The library's own limits for iterations and for
 * regular expressions are off unless set.
 */
final class CelEnvironment {
    /** Longest expression, in characters. */
    static final int LONGEST = 4_096;
    /** Iterations of all comprehensions in one evaluation. */
    static final int MOST_ITERATIONS = 10_000;

    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(32)
            .maxParseExpressionNodeCount(1_000)
            .maxParseErrorRecoveryLimit(10)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxRegexProgramSize(RegexLimit.LARGEST_PROGRAM)
            .enableUnknownTracking(true)
            .enableOptionalSyntax(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(LIMITS)
            .addLibraries(CelExtensions.optional())
            .build();

    private final CelCompiler compiler;

    CelEnvironment(Collection<? extends FactName> facts) {
        compiler = compiler(facts);
    }

    private static CelCompiler compiler(Collection<? extends FactName> facts) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional())
                .setResultType(SimpleType.BOOL);
        for (FactName fact : facts) {
            builder.addVar(fact.path(), type(fact.kind()));
        }
        return builder.build();
    }

    private static CelType type(FactName.Kind kind) {
        return switch (kind) {
            case TRUTH -> SimpleType.BOOL;
            case WHOLE -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case TEXT -> SimpleType.STRING;
            case LENGTH -> SimpleType.DURATION;
            case TEXTS -> ListType.create(SimpleType.STRING);
            case NUMBERS -> MapType.create(SimpleType.STRING, SimpleType.DOUBLE);
            case TEXT_MAP -> MapType.create(SimpleType.STRING, SimpleType.STRING);
        };
    }

    CelValidationResult compile(String expression) {
        return compiler.compile(expression);
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree ast) throws CelEvaluationException {
        return RUNTIME.createProgram(ast);
    }
}
