// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.Kgw;
import dev.stillwatch.marks.MarkContext;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.marks.SynthIdHf;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scores one text of 65,536 random ids; every figure is tokens by seconds of one processor. */
@State(Scope.Benchmark)
public class MarksBenchmark {
    private static final int TOKENS = 1 << 16;
    private static final int VOCABULARY = 152_064;
    private static final int WIDTH = 4;
    private static final int KGW_TOKENS = 256;

    private final int[] tokens =
            new Random(1).ints(TOKENS + WIDTH, 0, VOCABULARY).toArray();
    private final int[] positions = IntStream.range(WIDTH, TOKENS + WIDTH).toArray();
    private final int[] few = IntStream.range(WIDTH, KGW_TOKENS + WIDTH).toArray();
    private final double[] scores = new double[TOKENS];
    private final MarkContext synthIdContext = SynthIdHf.defaults().context();

    private KeyedScores packed = keyed("synthid-hf");
    private KeyedScores direct = packed;
    private KeyedScores deepMind = packed;
    private KeyedScores vllm = packed;
    private KeyedScores sglang = packed;
    private KeyedScores hmac = packed;
    private KeyedScores kgw = packed;

    /** Draws the keys. */
    @Setup
    public void keys() {
        SynthIdHf scheme = SynthIdHf.defaults();
        MarkKey key = scheme.drawKey(new Random(2));
        packed = scheme.keyed(key);
        direct = scheme.keyedDirect(key);
        deepMind = keyed("synthid-deepmind");
        vllm = keyed("gumbel-vllm");
        hmac = keyed("gumbel-vllm-hmac");
        sglang = keyed("gumbel-sglang");
        kgw = Kgw.defaults(VOCABULARY).keyed(Kgw.defaults(VOCABULARY).drawKey(new Random(2)));
    }

    private static KeyedScores keyed(String name) {
        Scheme scheme = Schemes.byName(name, Map.of());
        return scheme.keyed(scheme.drawKey(new Random(2)));
    }

    /** Hugging Face's SynthID-Text, one look into the table for each layer, each score kept. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double[] synthIdHfDirect(ProcessorShare processor) {
        direct.scores(tokens, WIDTH, scores);
        return scores;
    }

    /** The same by the packed table. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double[] synthIdHfPacked(ProcessorShare processor) {
        packed.scores(tokens, WIDTH, scores);
        return scores;
    }

    /** The packed table, and which contexts were repeated. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public boolean[] synthIdHfPackedAndRepeats(ProcessorShare processor) {
        packed.scores(tokens, WIDTH, scores);
        return synthIdContext.repeated(tokens, WIDTH);
    }

    /** The sum over chosen positions, as a test takes it. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double synthIdHfPackedTotal(ProcessorShare processor) {
        return packed.total(tokens, positions);
    }

    /** Which contexts were repeated, alone. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public boolean[] repeats(ProcessorShare processor) {
        return synthIdContext.repeated(tokens, WIDTH);
    }

    /** DeepMind's SynthID-Text. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double[] synthIdDeepMind(ProcessorShare processor) {
        deepMind.scores(tokens, WIDTH, scores);
        return scores;
    }

    /** vLLM's Gumbel mark, each score kept. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double[] gumbelVllm(ProcessorShare processor) {
        vllm.scores(tokens, WIDTH, scores);
        return scores;
    }

    /** vLLM's Gumbel mark, the sum over chosen positions. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double gumbelVllmTotal(ProcessorShare processor) {
        return vllm.total(tokens, positions);
    }

    /** vLLM's Gumbel mark of early releases. */
    @Benchmark
    @OperationsPerInvocation(KGW_TOKENS)
    public double gumbelVllmHmacTotal(ProcessorShare processor) {
        return hmac.total(tokens, few);
    }

    /** SGLang's Gumbel mark, the sum over chosen positions. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public double gumbelSglangTotal(ProcessorShare processor) {
        return sglang.total(tokens, positions);
    }

    /** KGW with a new context at every token. */
    @Benchmark
    @OperationsPerInvocation(KGW_TOKENS)
    public double kgwTotal(ProcessorShare processor) {
        return kgw.total(tokens, few);
    }
}
