/** The tracker verticle: how every import stands, from the journal and from what is being told. */
package io.cellport.imports.tracker;
