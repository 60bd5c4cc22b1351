package io.cellport.imports.journal;

/**
 * Who works on runs in a cluster.
 *
 * @param node name of the node; the next process of the node has the same
 * @param boot names this process and no other
 */
public record Owner(String node, String boot) {}
