package io.cellport.management;

import io.cellport.metric.Metric;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.util.Optional;

/** The numbers of the process and of its JVM, until it is closed. Safe for several threads. */
final class ProcessMetrics implements AutoCloseable {

    private final JvmGcMetrics collections = new JvmGcMetrics();

    ProcessMetrics(UnitMetrics metrics) {
        String version = Optional.ofNullable(ProcessMetrics.class.getPackage().getImplementationVersion())
                .orElse("not packaged");
        metrics.watch(Metric.BUILD, () -> 1, version);
        new JvmMemoryMetrics().bindTo(metrics.registry());
        new JvmThreadMetrics().bindTo(metrics.registry());
        new ProcessorMetrics().bindTo(metrics.registry());
        new FileDescriptorMetrics().bindTo(metrics.registry());
        collections.bindTo(metrics.registry());
    }

    @Override
    public void close() {
        collections.close();
    }
}
