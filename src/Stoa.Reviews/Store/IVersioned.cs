namespace Stoa.Reviews.Store;

/// <summary>
/// A record that two people can change at once. Its version counts its changes; who saves over a version that is no longer the
/// newest is refused.
/// </summary>
public interface IVersioned
{
    /// <summary>How often the record has been changed, from 1.</summary>
    int Version { get; set; }
}
