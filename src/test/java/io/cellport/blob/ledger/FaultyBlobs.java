package io.cellport.blob.ledger;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** A store of which some blobs cannot be deleted until it is healed. */
final class FaultyBlobs implements BlobStore {

    private final BlobStore sound;
    private final Set<BlobId> stubborn;
    private final Runnable insteadOfDeletion;
    private boolean healed;

    FaultyBlobs(BlobStore sound, Set<BlobId> stubborn, Runnable insteadOfDeletion) {
        this.sound = sound;
        this.stubborn = Set.copyOf(stubborn);
        this.insteadOfDeletion = insteadOfDeletion;
    }

    void heal() {
        healed = true;
    }

    @Override
    public void delete(BlobId id) {
        if (stubborn.contains(id) && !healed) {
            insteadOfDeletion.run();
        } else {
            sound.delete(id);
        }
    }

    @Override
    public BlobWriter create(String cellId) {
        return sound.create(cellId);
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        return sound.open(id);
    }

    @Override
    public OptionalLong size(BlobId id) {
        return sound.size(id);
    }

    @Override
    public void forEach(Consumer<ListedBlob> action) {
        sound.forEach(action);
    }

    @Override
    public void forEach(String cellId, Consumer<ListedBlob> action) {
        sound.forEach(cellId, action);
    }

    @Override
    public void deleteUnfinished() {
        sound.deleteUnfinished();
    }
}
