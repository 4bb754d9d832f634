using Stoa.Reviews.Profiles;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>
/// CreateProfile, GetProfile, ListProfiles, UpdateProfile, DeleteProfile, GetProfileTemplate, AssociateProfiles, DisassociateProfiles,
/// UpgradeProfileVersion.
/// </summary>
internal static class ProfileOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<CreateProfileInput, CreateProfileOutput>(CreateProfile),
        AwsOperation.Handle<GetProfileInput, ProfileOutput>(GetProfile),
        AwsOperation.Handle<ListProfilesInput, ListProfilesOutput>(ListProfiles),
        AwsOperation.Handle<UpdateProfileInput, ProfileOutput>(UpdateProfile),
        AwsOperation.Handle<GetProfileInput>(DeleteProfile),
        AwsOperation.Handle<NoInput, ProfileTemplateOutput>(GetProfileTemplate),
        AwsOperation.Handle<ProfilesInput>(AssociateProfiles),
        AwsOperation.Handle<ProfilesInput>(DisassociateProfiles),
        AwsOperation.Handle<UpgradeProfileInput>(UpgradeProfileVersion),
    ];

    private static async ValueTask<CreateProfileOutput> CreateProfile(AwsCall call, CreateProfileInput input)
    {
        var key = await call.Service<ProfileService>().CreateAsync(
            call.Actor(), input.ProfileName, input.ProfileDescription, AnswersOf(input.ProfileQuestions)!, input.Tags, call.Region, call.Idempotency());
        return new CreateProfileOutput(key.Arn, key.Version);
    }

    private static async ValueTask<ProfileOutput> GetProfile(AwsCall call, GetProfileInput input) =>
        new(ProfileShape.Of(await call.Service<ProfileService>().GetAsync(call.Actor(), input.ProfileArn, input.ProfileVersion)));

    private static async ValueTask<ListProfilesOutput> ListProfiles(AwsCall call, ListProfilesInput input)
    {
        var all = await call.Service<ProfileService>().ListAsync(call.Actor(), input.ProfileNamePrefix, input.ProfileOwnerType);
        var (page, next) = AwsPage.Of(all, $"profiles {input.ProfileNamePrefix} {input.ProfileOwnerType}", input.NextToken, input.MaxResults);
        return new ListProfilesOutput(
            [
                .. page.Select(static v => new ProfileSummaryShape(
                    v.Profile.Arn, v.Version.Name, v.Profile.Name, v.Profile.Description, v.Profile.AccountId, v.Profile.CreatedAt, v.Profile.UpdatedAt)),
            ],
            next);
    }

    private static async ValueTask<ProfileOutput> UpdateProfile(AwsCall call, UpdateProfileInput input) => new(ProfileShape.Of(
        await call.Service<ProfileService>().UpdateAsync(call.Actor(), input.ProfileArn, input.ProfileDescription, AnswersOf(input.ProfileQuestions))));

    private static async ValueTask DeleteProfile(AwsCall call, GetProfileInput input) =>
        await call.Service<ProfileService>().DeleteAsync(call.Actor(), input.ProfileArn, call.Idempotency());

    private static ValueTask<ProfileTemplateOutput> GetProfileTemplate(AwsCall call, NoInput input)
    {
        var questionnaire = ProfileService.Questionnaire;
        return ValueTask.FromResult(new ProfileTemplateOutput(new ProfileTemplateShape(
            questionnaire.Name, [.. questionnaire.Questions.Select(static q => ProfileQuestionShape.Of(q, null))], questionnaire.Edition, questionnaire.Edition)));
    }

    private static async ValueTask AssociateProfiles(AwsCall call, ProfilesInput input) =>
        await call.Service<ProfileService>().AssociateAsync(call.Actor(), input.WorkloadId, input.ProfileArns);

    private static async ValueTask DisassociateProfiles(AwsCall call, ProfilesInput input) =>
        await call.Service<ProfileService>().DisassociateAsync(call.Actor(), input.WorkloadId, input.ProfileArns);

    private static async ValueTask UpgradeProfileVersion(AwsCall call, UpgradeProfileInput input) =>
        await call.Service<ProfileService>().UpgradeAsync(call.Actor(), input.WorkloadId, input.ProfileArn, input.MilestoneName, call.Idempotency());

    private static Dictionary<string, List<string>>? AnswersOf(List<ProfileAnswerInput>? questions)
    {
        if (questions is null)
        {
            return null;
        }

        var answers = new Dictionary<string, List<string>>();
        foreach (var question in questions)
        {
            if (!answers.TryAdd(question.QuestionId ?? "", question.SelectedChoiceIds ?? []))
            {
                throw ValidationException.ForField("ProfileQuestions", $"The question {question.QuestionId} is answered twice.");
            }
        }

        return answers;
    }

    private sealed record NoInput;

    private sealed record ProfileAnswerInput(string? QuestionId, List<string>? SelectedChoiceIds);

    private sealed record CreateProfileInput(
        string ProfileName, string ProfileDescription, List<ProfileAnswerInput> ProfileQuestions, Dictionary<string, string>? Tags);

    private sealed record CreateProfileOutput(string ProfileArn, string ProfileVersion);

    private sealed record GetProfileInput(string ProfileArn, string? ProfileVersion);

    private sealed record ProfileOutput(ProfileShape Profile);

    private sealed record ListProfilesInput(string? ProfileNamePrefix, ProfileOwner? ProfileOwnerType, string? NextToken, int? MaxResults);

    private sealed record ListProfilesOutput(IReadOnlyList<ProfileSummaryShape> ProfileSummaries, string? NextToken);

    private sealed record ProfileSummaryShape(
        string ProfileArn, string ProfileVersion, string ProfileName, string ProfileDescription, string Owner, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

    private sealed record UpdateProfileInput(string ProfileArn, string? ProfileDescription, List<ProfileAnswerInput>? ProfileQuestions);

    private sealed record ProfilesInput(string WorkloadId, List<string> ProfileArns);

    private sealed record UpgradeProfileInput(string WorkloadId, string ProfileArn, string? MilestoneName);

    private sealed record ProfileTemplateOutput(ProfileTemplateShape ProfileTemplate);

    private sealed record ProfileTemplateShape(
        string TemplateName, IReadOnlyList<ProfileQuestionShape> TemplateQuestions, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

    private sealed record ProfileShape(
        string ProfileArn, string ProfileVersion, string ProfileName, string ProfileDescription, IReadOnlyList<ProfileQuestionShape> ProfileQuestions, string Owner,
        DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? ShareInvitationId, IReadOnlyDictionary<string, string> Tags)
    {
        public static ProfileShape Of(ProfileView view) => new(
            view.Profile.Arn, view.Version.Name, view.Profile.Name, view.Profile.Description,
            [.. ProfileService.Questionnaire.Questions.Select(q => ProfileQuestionShape.Of(q, view.Version.Answers.GetValueOrDefault(q.Id) ?? []))],
            view.Profile.AccountId, view.Profile.CreatedAt, view.Version.At > view.Profile.UpdatedAt ? view.Version.At : view.Profile.UpdatedAt,
            view.ShareInvitationId, view.ShareInvitationId is null ? view.Profile.Tags : []);
    }

    /// <summary>AWS's ProfileQuestion, and ProfileTemplateQuestion where nothing is selected.</summary>
    private sealed record ProfileQuestionShape(
        string QuestionId, string QuestionTitle, string QuestionDescription, IReadOnlyList<ProfileChoiceShape> QuestionChoices,
        IReadOnlyList<string>? SelectedChoiceIds, int MinSelectedChoices, int MaxSelectedChoices)
    {
        public static ProfileQuestionShape Of(ProfileQuestion question, IReadOnlyList<string>? selected) => new(
            question.Id, question.Title, question.Description,
            [.. question.Choices.Select(static c => new ProfileChoiceShape(c.Id, c.Title, c.Description))], selected, question.Min, question.Max);
    }

    private sealed record ProfileChoiceShape(string ChoiceId, string ChoiceTitle, string ChoiceDescription);
}
