package org.estreamer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.estreamer.codec.LayoutCodec;

class RecordsFuzzTest {
    private final LayoutCodec codec = new LayoutCodec();
    private final RecordChecker checker = new RecordChecker();

    @FuzzTest
    void shouldMakeARecordOfAnyBytes(byte[] payload) throws IOException {
        checker.check(codec.decode("fuzz", payload));
    }
}
