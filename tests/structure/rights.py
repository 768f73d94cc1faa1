"""Who may what: every page and move of the product by name, and whose it is."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tests.structure.cast import Role

EVERYBODY = frozenset(Role)
GUEST = frozenset({Role.GUEST})
"""Whose order, search, claim or new place it is."""
STAFF = frozenset({Role.STAFF})
"""Whoever works at the place that it is about."""
GUEST_OR_STAFF = GUEST | STAFF
READERS = EVERYBODY - GUEST_OR_STAFF
"""Who read a review that is neither theirs nor of their place."""
OPERATOR = frozenset({Role.OPERATOR})
COURIERS = frozenset({Role.STAFF, Role.OTHER_STAFF, Role.SUSPENDED})
"""Who may deliver for anybody: owners among them."""
FREE_COURIERS = COURIERS - STAFF
"""Whoever brings something ends no shift."""
DESKS = frozenset({Role.STAFF, Role.OTHER_STAFF, Role.SUSPENDED, Role.OPERATOR})
"""Whoever works anywhere, or runs the market."""
SIGNED_IN = STAFF | OPERATOR
"""Whose link or browser it is."""
WITHOUT_OBLIGATIONS = EVERYBODY - {Role.GUEST, Role.OTHER_GUEST, Role.STAFF}
"""Guests are forgotten after what they booked, couriers after what they have to bring."""

GUEST_S_DATA = GUEST_OR_STAFF | OPERATOR
"""Who is shown a guest's name, note or claim; and of these the code only whoever holds it."""

WHO = MappingProxyType(
    {
        EVERYBODY: """
            OpenHome OpenHelp OpenTerms OpenSupport OpenLanguage ChooseLanguage OpenHint
            OpenPrivacy OpenExport OpenForgetting OpenForgotten OpenOffers WantOffers StopOffers
            GoNear OpenPlace GivePlace LookFor LookThere LookForKind OpenCategories
            OpenMerchant OpenHours OpenDirections OpenService OpenGivers HoldSlot TakeNext
            OpenMenu OpenItem AddToCart OpenCart
            OpenFavourites ToggleFavourite OpenBookings OpenClaim MakeClaim OpenApplying BeginApplication
            OpenJoining AcceptInvitation OpenDesks
            OpenReviews OpenReview OpenTalk AskSupport WriteToSupport
            OpenQueue TakeNumber TypeParty OpenTaken WaitFor
            OpenBill PayBill AskBill GiveBill OpenBillPlaces
            OpenTable SitDown
            OpenAddresses OpenNewAddress GiveNewAddress
        """,
        WITHOUT_OBLIGATIONS: "ForgetMe",
        COURIERS: "OpenCourierDesk OpenEarnings BeginShift",
        FREE_COURIERS: "EndShift",
        READERS: "SayHelpful",
        GUEST: """
            OpenPlaces LookAround OpenResults OpenThere OpenFilters Refine LimitPrice
            OpenHowFar LimitDistance LookEverywhere OpenPreferred PreferDay PreferTime PreferParty PreferAnyone
            OpenCheckout SayOfHold OpenNote GiveNote OpenMeant KeepNote Pay OpenInvoice BookFree Release
            SetAddon
            OpenBooking SayOfBooking SayOfPayment OpenVoucher OpenCalendar OpenReceipt OpenReceiptFile OpenCancel Cancel
            OpenReschedule AskReschedule Reschedule AcceptProposal KeepTime
            OpenReplacement AcceptReplacement DeclineReplacement
            OpenMessages AskMessage WriteMessage EndMessages ResumeMessages AskMessageReport ReportMessages
            OpenTicket AskLeaveQueue LeaveQueue ComeBack OpenWait LeaveWaitlist OpenFullDays WaitForDay
            OpenAtTable PayForAll LeaveTable
            WasThere WasNotThere OpenRating Rate Comment OpenClaimMade PayRest OpenTip PressTip GiveTip
            OpenComplaining AskComplaint Complain OpenComplaint AddComplaintPhoto
            IsSolved AskNotSolved IsNotSolved
            ChooseDelivery OpenCollectionTimes ChooseCollection OpenDelivery LeaveAtDoor FetchMyself HaveMoneyBack
            OpenPickupTimes OpenCartLine OpenLineOptions ChangeOptions ChangeQuantity GiveLineNote EmptyCart ChoosePickup OrderCart OrderAgain SameAgain OpenOrderAgain OpenCartAgain ReplaceCart AddToCartAgain
            OpenAddress OpenAddressPoint GiveAddressPoint OpenAddressPlaces LocateAddress
            OpenAddressText GiveAddressText OpenAddressNote GiveAddressNote OpenAddressName GiveAddressName
            ChooseAddress AskDropAddress DropAddress
            OpenStars ChangeStars DropReviewPhoto AskTakeBack TakeBack
            OpenApplicationName GiveApplicationName OpenApplicationKinds ChooseApplicationKind
            OpenApplicationPlace GiveApplicationPlace OpenApplicationPlaces ChooseApplicationPlace
            OpenApplicationAddress GiveApplicationAddress OpenApplication AskApproval
            OpenLookalikes SetApart OpenApplicationHours GiveApplicationHours PickApplicationWeek
            OpenApplicationWeek OpenApplicationDay GiveApplicationDay PickApplicationDay CopyApplicationDay
            AskFirstService GiveFirstService SetFirstService LeaveFirstService
            OpenApplicationPhoto GiveApplicationPhoto DropApplicationPhoto
        """,
        GUEST_OR_STAFF: "OpenRedemption GiveCode",
        STAFF: """
            OpenDesk OpenDay OpenWeek OpenDayGivers OpenUnanswered OpenStaffBooking OpenSales OpenSalesFile OpenSettlements OpenSettlement OpenFeeInvoice
            OpenLegal AskLegalField GiveLegalField DropLegalField
            OpenSalesSheet OpenSalesChart OpenPosterFile OpenPayoutAccount AskHolder AskAccount GiveHolder GiveAccount
            OpenCourierOffer AcceptDelivery DeclineDelivery OpenJob LeaveWithIt AskDoorCode GiveDoorCode
            AskCollection CollectFromGuest ReceiveCollected SetCollecting
            HandToGuest AskDoorPhoto GiveDoorPhoto NobodyOpens TakeItBack StillThere AskGiveUp GiveItUp OpenJobMap
            OpenDeliveries AskFetchCode GiveFetchCode SendAnother AskRefundLost RefundLost
            OpenDelivering SetDelivering OpenCourierPay AskCourierPay SetCourierPay GiveCourierPay
            OpenCourierWeek PayCourier OpenCourierPayment TakeCourierPaymentBack
            OpenTickets AcceptTicket TicketReady OpenTicketItems SellOut
            OpenMissing OpenMissingLine GiveBackLine
            OpenReplacing AskReplacement ProposeReplacement WithdrawReplacement
            ConfirmBooking AskDecline DeclineBooking AskCancelByStaff CancelByStaff
            SayCame AskNobodyCame NobodyCame OpenMoving OpenMovingGivers AskMoving MoveBooking WithdrawProposal
            OpenWritingIn OpenFreeTimes OpenCounterGivers AskGuestName WriteIn AskErasing EraseGuest
            AskCode AskEarly RedeemVoucher OpenServed RecordCounterPayment AskWriteOff WriteOff
            OpenOwnReviews OpenOwnReview AskReviewAnswer AnswerReview ChangeAnswer TakeAnswerBack
            OpenOwnComplaints OpenOwnComplaint OpenComplaintMoney TypeComplaintMoney
            AskComplaintAnswer AnswerComplaint
            AskReviewReport ReportReview OpenMerchantSettings SetAutoConfirm OpenPaying SetMaxNoShows SetTakesBills SetBillDiscount SetTakesTips
            AskOwnBill ShowBill OpenOwnBillPlaces OpenCounterDay OpenOldDue OpenOrderReceipts OpenOrderReceipt
            OpenPoster InviteColleague ShowInvitation
            OpenGuests OpenGuest AskNote NoteGuest AskTags TagGuest ClearNotes
            OpenGuestMessages AskGuestMessage WriteToGuest EndGuestMessages ResumeGuestMessages
            AskGuestReport ReportGuestMessages
            OpenOwnDay OpenOwnGuests OpenCalendars GiveCalendar
            OpenPeople OpenColleague GiveRole OpenHandingOver HandOver
            OpenRemovingColleague RemoveColleague OpenInviting
            OpenShopPlaces OpenShopHours OpenWeekday SetWeekday PickHours CopyDay FollowPlace UndoWeek
            OpenClosing TypeClosing OpenClosingUntil OpenClosingSure CloseDays OpenClosure Reopen
            OpenBlocking OpenBlockDay TypeBlock OpenBlockSure BlockTime
            OpenSpecial TypeSpecial OpenSpecialDay SetSpecial DropSpecial
            OpenResources AskResource AddResource OpenResource AskName RenameResource
            OpenGives Gives AskRetire Retire
            OpenServices OpenNewPlaces AskNewService BeginService OpenOwnService OpenServicePart
            AskServiceField GiveServiceField SetServiceField UndoChange SetServiceActive MoveService
            CopyService TakeOffService PutBackService AskServicePhoto GiveServicePhoto DropServicePhoto
            AskMerchantPhoto GiveMerchantPhoto DropMerchantPhoto OpenChanges
            OpenAddons TickAddon
            OpenServicePlaces RelocateService OpenServiceGivers GiveBy
            OpenMenuPlaces OpenOwnMenu OpenOwnSection OpenSectionsOff OpenSectionEdit
            AskNewSection BeginSection AskSectionName NameSection AskSectionHours ServeSection ServeAllDay
            MoveSection TakeOffSection PutBackSection AskNewItem BeginItem OpenOwnItem OpenItemEdit
            AskItemField GiveItemField ClearItemField TickMark AskItemPhoto GiveItemPhoto DropItemPhoto
            OpenItemSections PutInSection SetSoldOut SetItemActive MoveItem TakeOffItem PutBackItem
            OpenPickup SetPickupActive AskPickup SetPickup GivePickup
            OpenOwnQueues OpenOwnQueue OpenQueueNumbers CloseQueueNumbers AskEndQueue EndQueue OpenOwnTicket
            CallTicket CallTicketAgain SeatTicket SkipTicket AskParty GiveAtTheDoor TypeAtTheDoor
            OpenQueueSettings SetGrace SetLines OpenQueueCode
            OpenTablePlaces OpenOwnTables OpenOwnTable AskFreeTable RemoveSitter LetSitAgain FreeTable OpenTableSheet
            AskNewTables AddTables OpenTableEdit NameTable SetTableSeats OpenTableCode
            AskNewCode RenewCode AskTakeAway TakeAwayTable
            OpenVisitPlaces OpenVisits OpenArea AskNewArea AddCircle TypeArea AskAreaField SetAreaField GiveAreaField AskAreaCentre GiveAreaCentre CentreOnPlace
            AskDropArea DropArea AskSpeed SetSpeed TypeSpeed SetOut
        """,
        GUEST_S_DATA: "OpenComplaintPhoto",
        DESKS: "OpenConsole MakeConsoleLink",
        SIGNED_IN: """
            ShowConsoleLink EndSession OpenGivingBack GiveBackTyped OpenGivingBackSure GiveBack
        """,
        OPERATOR: """
            OpenOperatorDesk OpenOperators OpenDeserted OpenRemoving RemoveOperator
            OpenAudit StartAudit OpenDead NoteDead OpenMerchants FindMerchants OpenMerchantCard
            GiveBadge TakeBadge OpenSuspending Suspend OpenReinstating Reinstate
            OpenStaff OpenDismissing Dismiss InviteStaff InviteOperator OpenInvitation
            OpenClaims OpenClaimCase ApproveClaim RefuseClaim
            OpenRefunds OpenRefund OpenRefundDone RefundIsDone AskRefundAgain
            OpenDisputes OpenDispute OpenAllDeliveries SendAnotherFor RefundLostFor
            OpenFinding Find SearchPlaces OpenOrder OpenPerson
            OpenTalks OpenTalkOf AskAnswer AnswerTalk
            OpenComplaints OpenComplaintCase OpenCaseMoney TypeCaseMoney AskDecision DecideComplaint
            OpenReportedConversations OpenReportedConversation AskClosing CloseReport AskStopping StopConversation
            OpenReports OpenReport AskHiding HideReview LetStand ShowAgain
            OpenPayouts OpenPayout OpenPaidOut PaidOut
            OpenMarketCouriers PayMarketCourier OpenMarketCourierPayment TakeMarketCourierPaymentBack
            OpenParked RetryPayment OpenGivenBack PaymentWentBack RetryMessage
            OpenCampaigns BeginCampaign OpenCampaign OpenWords GiveWords
            OpenPicture GivePicture DropPicture GiveLabel TryOut Discard
            OpenTarget OpenTargetKinds AimAtKind AimAtNothing
            OpenTargetMerchants FindTarget OpenTargetServices AimAtMerchant AimAtService
            OpenAudience OpenAround OpenRadius OpenBuyers ForEveryone ForAround Widen ForBuyers
            OpenSending SendCampaign OpenSchedule AskNight Schedule TypeTime Unschedule
            Pause Resume OpenStopping Stop OpenResultsOf
        """,
    }
)


def rights() -> Mapping[str, frozenset[Role]]:
    """Who may do an action, by its name."""
    return dict(_rows())


def _rows() -> Iterator[tuple[str, frozenset[Role]]]:
    for who, names in WHO.items():
        yield from ((name, who) for name in names.split())
