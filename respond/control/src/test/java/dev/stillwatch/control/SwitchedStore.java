// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A case store that can be out of reach. */
final class SwitchedStore {
    private final CaseStore whole;
    private final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;

    SwitchedStore(CaseStore whole) {
        this.whole = whole;
    }

    int asked() {
        return asked.get();
    }

    CaseStore store() {
        return (CaseStore) Proxy.newProxyInstance(
                CaseStore.class.getClassLoader(), new Class<?>[] {CaseStore.class}, (_, method, arguments) -> {
                    asked.incrementAndGet();
                    if (away) {
                        throw new StillwatchException("The case store cannot be reached.");
                    }
                    try {
                        return method.invoke(whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
