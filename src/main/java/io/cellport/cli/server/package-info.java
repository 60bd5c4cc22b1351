/** A server in this process, and what this machine knows of a unit without asking it. */
@NullMarked
package io.cellport.cli.server;

import org.jspecify.annotations.NullMarked;
