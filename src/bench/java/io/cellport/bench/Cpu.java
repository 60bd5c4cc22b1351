package io.cellport.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of this process: unlike time on the wall, hardly changed by what else the machine does. */
final class Cpu {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Cpu() {}

    static long ofProcessNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** Of everything but the calling thread. */
    static long ofOthersNanos() {
        return ofProcessNanos() - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
