using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation;

/// <summary>A logical id of a stack and what became of it.</summary>
/// <param name="id">The logical id.</param>
/// <param name="body">What was written under it.</param>
/// <param name="resource">The resource; null where it is absent (its condition is false) or could not be read.</param>
internal sealed class StackResource(string id, MappingNode body, Resource? resource)
{
    /// <summary>The logical id.</summary>
    public string Id { get; } = id;

    /// <summary>What was written under it.</summary>
    public MappingNode Body { get; } = body;

    /// <summary>The resource; null where it is absent (its condition is false) or could not be read.</summary>
    public Resource? Resource { get; } = resource;

    /// <summary>Whether its condition is false.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The name of its condition, where that is unknown.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether one of its properties is being read for another resource's sake; asked again meanwhile, it goes in a circle.</summary>
    public bool IsBeingRead { get; set; }

    /// <summary>The stack that it nests, once somebody asked; null for any other resource and where the template is not at hand.</summary>
    public Stack? Nested { get; set; }

    /// <summary>The resources that stand within this one, once it has its attributes: the records of a group.</summary>
    public IReadOnlyList<Resource> Members { get; set; } = [];

    /// <summary>Whether <see cref="Nested"/> has been looked for.</summary>
    public bool IsNestedKnown { get; set; }
}
