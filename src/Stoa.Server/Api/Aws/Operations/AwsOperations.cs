using Stoa.Reviews;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>What this server can do of AWS's API: the table of contents of this folder.</summary>
internal static class AwsOperations
{
    /// <summary>Registers every operation.</summary>
    public static void AddTo(AwsApiOptions options)
    {
        options.MapException = Map;
        foreach (var operation in WorkloadOperations.All
            .Concat(LensReviewOperations.All)
            .Concat(AnswerOperations.All)
            .Concat(CheckOperations.All)
            .Concat(MilestoneOperations.All)
            .Concat(LensOperations.All)
            .Concat(ReportOperations.All)
            .Concat(TemplateOperations.All)
            .Concat(ProfileOperations.All)
            .Concat(ShareOperations.All)
            .Concat(TagOperations.All)
            .Concat(NotificationOperations.All)
            .Concat(SettingsOperations.All))
        {
            options.Operations.Add(operation);
        }
    }

    private static AwsException? Map(Exception exception) => exception switch
    {
        NotFoundException e => new ResourceNotFoundException(e.ResourceId, e.ResourceType, e.Message),
        Reviews.ConflictException e => new ConflictException(e.ResourceId, e.ResourceType, e.Message),
        DeniedException e => new AccessDeniedException(e.Message),
        InvalidException e => new ValidationException(
            e.Message, e.Fields.Count > 0 ? ValidationReason.FieldValidationFailed : ValidationReason.Other, [.. e.Fields.Select(static f => new ValidationField(f.Field, f.Message))]),
        QuotaException e => new ServiceQuotaExceededException(e.Message, e.QuotaCode, e.ResourceId, e.ResourceType),
        _ => null,
    };
}
