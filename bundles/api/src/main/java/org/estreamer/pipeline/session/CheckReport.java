package org.estreamer.pipeline.session;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the steps of a check. */
@ConsumerType
@FunctionalInterface
public interface CheckReport {
    /**
     * A step has ended.
     *
     * @param step   what was tried, in a word or two: {@code configuration}, {@code identity}, {@code trust},
     *               {@code name lookup}, {@code tcp}, {@code tls}, {@code request}, {@code first message}
     * @param ok     whether it succeeded
     * @param detail what was found, or what failed and what to do
     */
    void step(String step, boolean ok, String detail);
}
