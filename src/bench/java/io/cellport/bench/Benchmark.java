package io.cellport.bench;

import java.util.List;

/** Something that is measured; prints what it does while it does it. */
@FunctionalInterface
interface Benchmark {

    List<Figure> run() throws Exception;
}
